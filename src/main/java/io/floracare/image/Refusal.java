package io.floracare.image;

import io.floracare.message.ErrorCode;

/** Why bytes are not accepted: a code for programs, a sentence for people. */
record Refusal(ErrorCode code, String message) {}
