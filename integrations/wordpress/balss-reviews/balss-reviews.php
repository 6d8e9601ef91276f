<?php
/**
 * Plugin Name:       Balss Reviews
 * Description:       Shows a site's approved reviews from a Balss desk, as a block or by [balss_reviews].
 * Version:           0.1.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * License:           Apache-2.0
 * Text Domain:       balss-reviews
 *
 * WordPress itself asks the desk; the visitors' browsers never do.
 */

namespace Balss\Reviews;

defined( 'ABSPATH' ) || exit;

const OPTION = 'balss_reviews';

require __DIR__ . '/includes/feed.php';
require __DIR__ . '/includes/render.php';
require __DIR__ . '/includes/settings.php';

add_action(
	'init',
	function () {
		wp_register_style( 'balss-reviews', plugins_url( 'style.css', __FILE__ ), array(), '0.1.0' );
		wp_register_script(
			'balss-reviews-editor',
			plugins_url( 'editor.js', __FILE__ ),
			array( 'wp-blocks', 'wp-element', 'wp-block-editor', 'wp-components', 'wp-server-side-render', 'wp-i18n' ),
			'0.1.0',
			true
		);
		register_block_type( __DIR__, array( 'render_callback' => __NAMESPACE__ . '\\block' ) );
		add_shortcode( 'balss_reviews', __NAMESPACE__ . '\\shortcode' );
	}
);
add_action( 'admin_init', __NAMESPACE__ . '\\register_settings' );
add_action( 'admin_menu', __NAMESPACE__ . '\\add_settings_page' );
