/** What a user of the library writes: shown in {@code docs/PROBLEMS.md}, run by the tests. */
package com.example;
