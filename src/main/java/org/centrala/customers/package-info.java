/**
 * The person outside: customers with their contact points, and who an address belongs to.
 *
 * <p>{@link org.centrala.customers.Customers} is the module's one service. A customer is seen by whoever sees an inbox
 * through which the customer has been met.
 */
@NullMarked
@ApplicationModule(
        displayName = "Customers",
        allowedDependencies = {"platform", "access", "search", "search :: spi", "fields"})
package org.centrala.customers;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
