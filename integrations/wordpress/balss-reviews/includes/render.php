<?php
/**
 * Drawing the reviews. Every word from the feed is escaped where it is put in.
 */

namespace Balss\Reviews;

defined( 'ABSPATH' ) || exit;

/** Draw the block. */
function block( $attributes ): string {
	return reviews( (array) $attributes, get_block_wrapper_attributes( array( 'class' => 'balss-reviews' ) ) );
}

/** Draw [balss_reviews language="lv" limit="5"]. */
function shortcode( $attributes ): string {
	return reviews( (array) $attributes, 'class="balss-reviews"' );
}

/**
 * Draw a list of reviews, or nothing where there are none.
 *
 * @param string $wrapper Attributes of the outermost element, escaped.
 */
function reviews( array $attributes, string $wrapper ): string {
	$language = (string) ( $attributes['language'] ?? '' );
	if ( ! preg_match( '/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$/', $language ) ) {
		$language = strtok( get_locale(), '_' );
	}
	$limit = min( 100, max( 1, (int) ( $attributes['limit'] ?? 10 ) ) );
	$items = items( $language, $limit );
	if ( ! $items ) {
		return '';
	}
	wp_enqueue_style( 'balss-reviews' );
	return "<div $wrapper><ul>" . implode( '', array_map( __NAMESPACE__ . '\\review', $items ) ) . '</ul></div>';
}

/** Draw one review. */
function review( array $item ): string {
	$about  = (array) ( $item['_balss'] ?? array() );
	$author = implode( ', ', array_column( (array) ( $item['authors'] ?? array() ), 'name' ) );
	$date   = (string) ( $about['written_on'] ?? substr( (string) $item['date_published'], 0, 10 ) );
	$drawn  = stars( (int) ( $about['rating'] ?? 0 ) );
	$drawn .= text( (string) $item['content_text'], (string) $item['language'] );
	$drawn .= sprintf(
		'<p class="balss-by"><span>%s</span> <time datetime="%s">%s</time></p>',
		esc_html( $author ? $author : __( 'Anonymous', 'balss-reviews' ) ),
		esc_attr( $date ),
		esc_html( 10 === strlen( $date ) ? date_i18n( get_option( 'date_format' ), strtotime( $date ) ) : $date )
	);
	$said   = implode( ' ', sentences( $about ) );
	$drawn .= $said ? '<p class="balss-note">' . esc_html( $said ) . '</p>' : '';
	if ( isset( $about['original'] ) ) {
		$drawn .= '<details><summary>' . esc_html__( 'Show original', 'balss-reviews' ) . '</summary>'
			. text( (string) $about['original']['text'], (string) $about['original']['language'] ) . '</details>';
	}
	return '<li>' . $drawn . '</li>';
}

/** Draw a text in its language. */
function text( string $words, string $language ): string {
	return sprintf( '<blockquote lang="%s" dir="auto">%s</blockquote>', esc_attr( $language ), nl2br( esc_html( $words ) ) );
}

/** Draw the stars where the author gave any. */
function stars( int $rating ): string {
	if ( $rating < 1 || $rating > 5 ) {
		return '';
	}
	/* translators: %d: number of stars, 1 to 5 */
	$label = sprintf( __( '%d out of 5 stars', 'balss-reviews' ), $rating );
	$signs = str_repeat( '★', $rating ) . str_repeat( '☆', 5 - $rating );
	return sprintf( '<p class="balss-stars" role="img" aria-label="%s">%s</p>', esc_attr( $label ), $signs );
}

/**
 * Say how the text came to be (AI Act, art. 50) and how its author was checked.
 *
 * @return string[]
 */
function sentences( array $about ): array {
	$ways = array(
		'machine'     => __( 'Machine translation.', 'balss-reviews' ),
		'checked'     => __( 'Machine translation, checked by a person.', 'balss-reviews' ),
		'post_edited' => __( 'Machine translation, corrected by a person.', 'balss-reviews' ),
		'human'       => __( 'Translated by a person.', 'balss-reviews' ),
	);
	$way  = (string) ( $about['translation'] ?? '' );
	if ( 'machine' === $way && ! empty( $about['reviewed_by_person'] ) ) {
		$way = 'checked';
	}
	$checks = array(
		'purchase'   => __( 'Purchase or visit checked.', 'balss-reviews' ),
		'invitation' => __( 'Written by invitation.', 'balss-reviews' ),
	);
	$check  = (string) ( $about['verification'] ?? '' );
	return array_values(
		array_filter(
			array(
				$ways[ $way ] ?? '',
				empty( $about['redacted'] ) ? '' : __( 'Personal details are left out.', 'balss-reviews' ),
				$checks[ $check ] ?? __( 'It has not been checked whether the author is a customer.', 'balss-reviews' ),
			)
		)
	);
}
