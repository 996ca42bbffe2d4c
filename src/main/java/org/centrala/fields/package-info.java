/**
 * What a team asks, beyond what the program asks by itself: typed fields of conversations, customers and companies, and
 * the contact reasons of each brand.
 *
 * <p>{@link org.centrala.fields.Fields} and {@link org.centrala.fields.ContactReasons} keep the lists;
 * {@link org.centrala.fields.Shape} is what both say at one moment, and checks values. The values themselves lie with the
 * conversation, customer or company, by keys that never change.
 */
@NullMarked
@ApplicationModule(
        displayName = "Fields",
        allowedDependencies = {"platform", "access"})
package org.centrala.fields;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
