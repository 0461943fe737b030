# What web applications say of themselves in their pages. The message is name and, where known, version.

signature webapp-wordpress {
	ip-proto == tcp
	http-reply-body /.*<meta name=\x22generator\x22 content=\x22WordPress/
	tcp-state responder
	event "WordPress"
}

signature webapp-joomla {
	ip-proto == tcp
	http-reply-body /.*<meta name=\x22generator\x22 content=\x22Joomla!/
	tcp-state responder
	event "Joomla"
}

signature webapp-drupal {
	ip-proto == tcp
	http-reply-header /[xX]-[gG]enerator: Drupal/
	tcp-state responder
	event "Drupal"
}

signature webapp-mediawiki {
	ip-proto == tcp
	http-reply-body /.*<meta name=\x22generator\x22 content=\x22MediaWiki/
	tcp-state responder
	event "MediaWiki"
}

signature webapp-phpmyadmin {
	ip-proto == tcp
	http-reply-body /.*<title>phpMyAdmin/
	tcp-state responder
	event "phpMyAdmin"
}

signature webapp-moodle {
	ip-proto == tcp
	http-reply-body /.*<meta name=\x22keywords\x22 content=\x22moodle/
	tcp-state responder
	event "Moodle"
}

signature webapp-typo3 {
	ip-proto == tcp
	http-reply-body /.*<meta name=\x22generator\x22 content=\x22TYPO3/
	tcp-state responder
	event "TYPO3"
}

signature webapp-gitlab {
	ip-proto == tcp
	http-reply-body /.*<meta content=\x22GitLab\x22 property=\x22og:site_name\x22>/
	tcp-state responder
	event "GitLab"
}
