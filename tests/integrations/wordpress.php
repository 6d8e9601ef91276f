<?php
/**
 * As much of WordPress as the plugin uses, for one request: php wordpress.php STATE PLUGIN JOB.
 *
 * STATE is a JSON file with options, transients and the clock, carried from request to request.
 * JOB is JSON: {"shortcode": {...}}, {"block": {...}}, {"save": {...}}, {"page": true} or
 * {"uninstall": true}. Prints JSON: what was drawn, and the requests that were made.
 */

namespace {
	define( 'ABSPATH', __DIR__ . '/' );
	set_error_handler(
		function ( $level, $message, $file, $line ) {
			if ( ! ( error_reporting() & $level ) ) {
				return false; // Silenced by @.
			}
			throw new ErrorException( $message, 0, $level, $file, $line );
		}
	);
	list( , $state_file, $plugin, $job ) = $argv;
	$job   = json_decode( $job, true );
	$state = json_decode( file_get_contents( $state_file ), true );
	$made  = array( 'actions' => array(), 'shortcodes' => array(), 'blocks' => array(), 'settings' => array(), 'pages' => array(), 'requests' => array(), 'styles' => array() );

	class WP_Error {}

	class Wpdb {
		public $options = 'wp_options';
		public function esc_like( $text ) {
			return addcslashes( $text, '_%\\' );
		}
		public function prepare( $query, $value ) {
			return array( $query, $value );
		}
		public function query( $prepared ) {
			global $state;
			$start = stripcslashes( rtrim( $prepared[1], '%' ) );
			foreach ( array_keys( $state['transients'] ) as $name ) {
				if ( 0 === strpos( '_transient_' . $name, $start ) ) {
					unset( $state['transients'][ $name ] );
				}
			}
		}
	}
	$wpdb = new Wpdb();

	function add_action( $name, $call ) {
		$GLOBALS['made']['actions'][ $name ][] = $call;
	}
	function add_shortcode( $name, $call ) {
		$GLOBALS['made']['shortcodes'][ $name ] = $call;
	}
	function register_block_type( $folder, $more ) {
		$described = json_decode( file_get_contents( $folder . '/block.json' ), true );
		$GLOBALS['made']['blocks'][ $described['name'] ] = $more['render_callback'];
	}
	function register_setting( $group, $name, $more ) {
		$GLOBALS['made']['settings'][ $name ] = $more['sanitize_callback'];
	}
	function add_options_page( $title, $menu, $capability, $slug, $call ) {
		$GLOBALS['made']['pages'][ $capability ] = $call;
	}
	function wp_register_style() {}
	function wp_register_script() {}
	function wp_enqueue_style( $name ) {
		$GLOBALS['made']['styles'][] = $name;
	}
	function plugins_url( $path ) {
		return $path;
	}
	function get_option( $name, $default = false ) {
		return $GLOBALS['state']['options'][ $name ] ?? $default;
	}
	function delete_option( $name ) {
		unset( $GLOBALS['state']['options'][ $name ] );
	}
	function get_transient( $name ) {
		list( $value, $until ) = $GLOBALS['state']['transients'][ $name ] ?? array( false, 0 );
		return $until > $GLOBALS['state']['now'] ? $value : false;
	}
	function set_transient( $name, $value, $seconds ) {
		$GLOBALS['state']['transients'][ $name ] = array( $value, $GLOBALS['state']['now'] + $seconds );
	}
	function get_locale() {
		return $GLOBALS['state']['locale'];
	}
	function untrailingslashit( $text ) {
		return rtrim( $text, '/\\' );
	}
	function wp_remote_get( $url, $options ) {
		$lines = array();
		foreach ( $options['headers'] as $name => $value ) {
			$lines[] = "$name: $value";
		}
		$http   = array( 'header' => $lines, 'ignore_errors' => true, 'follow_location' => 0, 'timeout' => $options['timeout'] );
		$body   = @file_get_contents( $url, false, stream_context_create( array( 'http' => $http ) ) );
		$status = false === $body ? 0 : (int) explode( ' ', $http_response_header[0] )[1];
		$GLOBALS['made']['requests'][] = $status;
		if ( false === $body ) {
			return new WP_Error();
		}
		$headers = array();
		foreach ( array_slice( $http_response_header, 1 ) as $line ) {
			list( $name, $value )            = explode( ': ', $line, 2 );
			$headers[ strtolower( $name ) ] = $value;
		}
		return array( 'status' => $status, 'headers' => $headers, 'body' => $body );
	}
	function is_wp_error( $answer ) {
		return $answer instanceof WP_Error;
	}
	function wp_remote_retrieve_response_code( $answer ) {
		return $answer['status'];
	}
	function wp_remote_retrieve_header( $answer, $name ) {
		return $answer['headers'][ $name ] ?? '';
	}
	function wp_remote_retrieve_body( $answer ) {
		return $answer['body'];
	}
	function esc_html( $text ) {
		return htmlspecialchars( $text, ENT_QUOTES, 'UTF-8', true );
	}
	function esc_attr( $text ) {
		return htmlspecialchars( $text, ENT_QUOTES, 'UTF-8', true );
	}
	function esc_url_raw( $url, $protocols ) {
		return in_array( parse_url( $url, PHP_URL_SCHEME ), $protocols, true ) ? $url : '';
	}
	function __( $text ) {
		return $text;
	}
	function esc_html__( $text ) {
		return esc_html( $text );
	}
	function date_i18n( $format, $moment ) {
		return gmdate( $format, $moment );
	}
	function get_block_wrapper_attributes( $more ) {
		return 'class="wp-block-balss-reviews ' . esc_attr( $more['class'] ) . '"';
	}
	function settings_fields( $group ) {
		echo '<input type="hidden" name="option_page" value="' . esc_attr( $group ) . '">';
	}
	function submit_button() {
		echo '<input type="submit">';
	}
	function tell( $action ) {
		foreach ( $GLOBALS['made']['actions'][ $action ] as $call ) {
			$call();
		}
	}
}

namespace Balss\Reviews {
	function time() {
		return $GLOBALS['state']['now'];
	}
}

namespace {
	$drawn = '';
	if ( isset( $job['uninstall'] ) ) {
		define( 'WP_UNINSTALL_PLUGIN', true );
		require $plugin . '/uninstall.php';
	} else {
		require $plugin . '/balss-reviews.php';
		tell( 'init' );
		tell( 'admin_init' );
		tell( 'admin_menu' );
		if ( isset( $job['save'] ) ) {
			$state['options']['balss_reviews'] = $made['settings']['balss_reviews']( $job['save'] );
		} elseif ( isset( $job['page'] ) ) {
			ob_start();
			$made['pages']['manage_options']();
			$drawn = ob_get_clean();
		} elseif ( isset( $job['block'] ) ) {
			$drawn = $made['blocks']['balss/reviews']( $job['block'] );
		} else {
			$drawn = $made['shortcodes']['balss_reviews']( $job['shortcode'] );
		}
	}
	file_put_contents( $state_file, json_encode( $state ) );
	echo json_encode( array( 'drawn' => $drawn, 'requests' => $made['requests'], 'styles' => $made['styles'] ) );
}
