package io.floracare.message;

/**
 * Why an image has no answer.
 *
 * @param code for programs
 * @param message a sentence for people
 */
public record ErrorInfo(ErrorCode code, String message) {}
