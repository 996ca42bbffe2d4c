package org.centrala.platform.postgres;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.SingleColumnRowMapper;

/**
 * Maps each row to something that is never null: a record by the names of its columns, or the one column that there is.
 * With the class alone, JDBC has to promise values that may be null.
 */
public final class Rows {
    private static final ClassValue<RowMapper<?>> MAPPERS = new ClassValue<>() {
        @Override
        protected RowMapper<?> computeValue(Class<?> type) {
            return BeanUtils.isSimpleProperty(type) ? column(type) : new SimplePropertyRowMapper<>(type);
        }
    };

    private Rows() {}

    @SuppressWarnings("unchecked") // each class has the mapper of its own type
    public static <T> RowMapper<T> of(Class<T> type) {
        return (RowMapper<T>) MAPPERS.get(type);
    }

    private static <T> RowMapper<T> column(Class<T> type) {
        var nullable = new SingleColumnRowMapper<>(type);
        return (row, index) -> {
            @Nullable T value = nullable.mapRow(row, index);
            if (value == null) {
                throw new IllegalStateException(
                        "row " + index + " has no " + row.getMetaData().getColumnLabel(1));
            }
            return value;
        };
    }
}
