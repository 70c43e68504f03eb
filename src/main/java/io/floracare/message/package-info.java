/** The records on the topics and their JSON form. Depends on nothing else of the product. */
@NullMarked
package io.floracare.message;

import org.jspecify.annotations.NullMarked;
