<?php
/**
 * The settings page: where the desk is, and which of its sites is this one.
 */

namespace Balss\Reviews;

defined( 'ABSPATH' ) || exit;

/** Let WordPress save the settings; it checks the form's nonce and who sends it. */
function register_settings(): void {
	register_setting(
		OPTION,
		OPTION,
		array( 'type' => 'array', 'sanitize_callback' => __NAMESPACE__ . '\\sanitize', 'default' => array() )
	);
}

/** Add the page to the menu "Settings". */
function add_settings_page(): void {
	$title = __( 'Balss Reviews', 'balss-reviews' );
	add_options_page( $title, $title, 'manage_options', 'balss-reviews', __NAMESPACE__ . '\\settings_page' );
}

/** Keep only an http(s) address and a site's short name. */
function sanitize( $given ): array {
	$given = (array) $given;
	$site  = strtolower( trim( (string) ( $given['site'] ?? '' ) ) );
	return array(
		'desk' => untrailingslashit( esc_url_raw( trim( (string) ( $given['desk'] ?? '' ) ), array( 'https', 'http' ) ) ),
		'site' => preg_match( '/^[a-z0-9-]{1,63}$/', $site ) ? $site : '',
	);
}

/** Draw the page. */
function settings_page(): void {
	$options = get_option( OPTION, array() );
	$fields  = array(
		'desk' => array( __( 'Address of the desk', 'balss-reviews' ), 'url', 'https://desk.example.lv' ),
		'site' => array( __( 'Short name of the site there', 'balss-reviews' ), 'text', 'main' ),
	);
	echo '<div class="wrap"><h1>' . esc_html__( 'Balss Reviews', 'balss-reviews' ) . '</h1>';
	echo '<form method="post" action="options.php">';
	settings_fields( OPTION );
	echo '<table class="form-table" role="presentation">';
	foreach ( $fields as $name => list( $label, $type, $example ) ) {
		printf(
			'<tr><th scope="row"><label for="balss-%1$s">%2$s</label></th><td><input class="regular-text" id="balss-%1$s" name="%3$s[%1$s]" type="%4$s" value="%5$s" placeholder="%6$s"></td></tr>',
			esc_attr( $name ),
			esc_html( $label ),
			esc_attr( OPTION ),
			esc_attr( $type ),
			esc_attr( $options[ $name ] ?? '' ),
			esc_attr( $example )
		);
	}
	echo '</table>';
	submit_button();
	echo '</form></div>';
}
