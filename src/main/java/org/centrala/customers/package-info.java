/**
 * The person outside: customers with their contact points, who an address belongs to, and the companies they belong to.
 *
 * <p>{@link org.centrala.customers.Customers} is the module's service for people, {@link org.centrala.customers.Companies} for
 * companies. A customer is seen by whoever sees an inbox through which the customer has been met.
 */
@NullMarked
@ApplicationModule(
        displayName = "Customers",
        allowedDependencies = {"platform", "access", "search", "search :: spi", "fields"})
package org.centrala.customers;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
