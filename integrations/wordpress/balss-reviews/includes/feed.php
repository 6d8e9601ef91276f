<?php
/**
 * Asking the desk, seldom and cheaply: a copy is asked about again by its ETag.
 */

namespace Balss\Reviews;

defined( 'ABSPATH' ) || exit;

const FRESH   = 300;   // Seconds a copy is shown without asking: how long a removed review may stay.
const RETRY   = 60;    // Seconds until a desk that did not answer is asked again.
const LONGEST = 86400; // Seconds a copy is shown while the desk does not answer.
const PREFIX  = 'balss_reviews_';

/**
 * Give the feed's items, or null where there is none to be had.
 *
 * A feed that is closed (401, 403, 404, 410) is forgotten at once.
 *
 * @param string $language BCP 47 tag.
 * @param int    $limit    1 to 100.
 * @return array|null Items of a JSON Feed.
 */
function items( string $language, int $limit ): ?array {
	$options = get_option( OPTION, array() );
	if ( empty( $options['desk'] ) || empty( $options['site'] ) ) {
		return null;
	}
	$url = sprintf(
		'%s/feeds/%s.json?language=%s&limit=%d',
		untrailingslashit( $options['desk'] ),
		rawurlencode( $options['site'] ),
		rawurlencode( $language ),
		$limit
	);
	$key  = PREFIX . md5( $url );
	$kept = get_transient( $key );
	if ( ! is_array( $kept ) ) {
		$kept = array( 'etag' => '', 'items' => null, 'proved' => 0, 'ask_at' => 0 );
	}
	if ( time() >= $kept['ask_at'] ) {
		$kept = ask( $url, $kept );
		set_transient( $key, $kept, LONGEST );
	}
	return $kept['items'];
}

/**
 * Ask the desk whether a copy still holds; give the copy that now stands.
 */
function ask( string $url, array $kept ): array {
	$headers = array( 'Accept' => 'application/feed+json' );
	if ( $kept['etag'] && null !== $kept['items'] ) {
		$headers['If-None-Match'] = $kept['etag'];
	}
	$answer = wp_remote_get( $url, array( 'timeout' => 5, 'redirection' => 0, 'headers' => $headers ) );
	$status = is_wp_error( $answer ) ? 0 : (int) wp_remote_retrieve_response_code( $answer );
	if ( 304 === $status && null !== $kept['items'] ) {
		return array_merge( $kept, array( 'proved' => time(), 'ask_at' => time() + FRESH ) );
	}
	$feed = 200 === $status ? json_decode( wp_remote_retrieve_body( $answer ), true ) : null;
	if ( is_array( $feed ) && isset( $feed['items'] ) && is_array( $feed['items'] ) ) {
		return array(
			'etag'   => (string) wp_remote_retrieve_header( $answer, 'etag' ),
			'items'  => $feed['items'],
			'proved' => time(),
			'ask_at' => time() + FRESH,
		);
	}
	$closed = in_array( $status, array( 401, 403, 404, 410 ), true );
	if ( $closed || time() - $kept['proved'] >= LONGEST ) {
		$kept['items'] = null;
	}
	return array_merge( $kept, array( 'ask_at' => time() + RETRY ) );
}
