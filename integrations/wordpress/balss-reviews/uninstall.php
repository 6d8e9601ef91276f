<?php
/**
 * Leave nothing behind: the settings and every copy of a feed.
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

global $wpdb;

delete_option( 'balss_reviews' );
foreach ( array( '_transient_balss_reviews_', '_transient_timeout_balss_reviews_' ) as $balss_prefix ) {
	$wpdb->query(
		$wpdb->prepare( "DELETE FROM {$wpdb->options} WHERE option_name LIKE %s", $wpdb->esc_like( $balss_prefix ) . '%' )
	);
}
