package org.centrala.search;

import org.centrala.access.Permission;
import org.centrala.access.Viewer;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/search/index")
class SearchIndexController {
    private final SearchIndex index;

    SearchIndexController(SearchIndex index) {
        this.index = index;
    }

    /** How far the index of the node that answers is. */
    @GetMapping
    IndexState state(@AuthenticationPrincipal Viewer viewer) {
        viewer.require(Permission.SETTINGS_MANAGE);
        return index.progress();
    }

    /** Reads everything anew in the background; what was found before is found meanwhile. */
    @PostMapping("/renew")
    @ResponseStatus(HttpStatus.ACCEPTED)
    IndexState renew(@AuthenticationPrincipal Viewer viewer) {
        viewer.require(Permission.SETTINGS_MANAGE);
        index.renew();
        return index.progress();
    }
}
