package org.centrala.customers;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** Names a customer. */
public record CustomerId(@JsonValue UUID value) {}
