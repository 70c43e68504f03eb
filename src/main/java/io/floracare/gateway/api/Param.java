package io.floracare.gateway.api;

/**
 * A parameter of a request.
 *
 * @param place where it is
 * @param name as on the wire
 * @param type of its text
 * @param description what it does, its unit, its bounds
 */
public record Param(Place place, String name, Type type, String description) {
    /** Where a parameter is. */
    public enum Place {
        PATH,
        QUERY,
        HEADER
    }

    /** What a parameter's text means. */
    public enum Type {
        STRING,
        INTEGER,
        NUMBER
    }

    /** A part of the path. */
    public static Param path(String name, String description) {
        return new Param(Place.PATH, name, Type.STRING, description);
    }

    /** A text after the question mark. */
    public static Param query(String name, String description) {
        return new Param(Place.QUERY, name, Type.STRING, description);
    }

    /** A request header. */
    public static Param header(String name, String description) {
        return new Param(Place.HEADER, name, Type.STRING, description);
    }

    /** The same with another type. */
    public Param as(Type newType) {
        return new Param(place, name, newType, description);
    }
}
