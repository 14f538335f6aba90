<?php
/* Installs WordPress, puts the words from standard input on it, and says where the
   story is. Comments wait for a moderator, who is told by a letter. */
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = 'localhost';
require __DIR__ . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
$paper = json_decode(stream_get_contents(STDIN), true);
wp_install('Paper', 'editor', 'editor@example.org', true, '', 'a password of no worth');
// Of the themes at hand the one that is quickest to render.
foreach (['twentytwentyone', 'twentytwentythree'] as $theme) {
    if (wp_get_theme($theme)->exists()) {
        switch_theme($theme);
        break;
    }
}
update_option('siteurl', 'http://localhost');
update_option('home', 'http://localhost');
global $wp_rewrite;
$wp_rewrite->set_permalink_structure('/%year%/%monthnum%/%day%/%postname%/');
update_option('posts_per_page', count($paper['front']));
update_option('comments_per_page', 50);
update_option('page_comments', 1);
update_option('comment_moderation', 1);
foreach (get_posts(['post_type' => 'any', 'numberposts' => -1]) as $post) {
    wp_delete_post($post->ID, true);
}
foreach ([...$paper['front'], $paper['story']] as $number => $story) {
    $id = wp_insert_post([
        'post_title' => $story['headline'],
        'post_excerpt' => $story['standfirst'],
        'post_content' => $story['body'],
        'post_status' => 'publish',
        'post_name' => "story-$number",
        'post_author' => 1,
    ]);
}
foreach ($paper['comments'] as $comment) {
    wp_insert_comment([
        'comment_post_ID' => $id,
        'comment_author' => $comment['name'],
        'comment_author_email' => 'reader@example.org',
        'comment_content' => $comment['words'],
        'comment_approved' => 1,
    ]);
}
flush_rewrite_rules(false);
global $wp_version;
echo json_encode([
    'story' => parse_url(get_permalink($id), PHP_URL_PATH),
    'id' => $id,
    'version' => $wp_version,
]);
