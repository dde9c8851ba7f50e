// Loaded before Azurite (node --require): when the process that started it is gone, its end of our standard input closes, and Azurite
// stops in the way that saves its tables. Without this a killed test run would leave servers behind.
"use strict";

process.stdin.once("close", () => {
  process.emit("SIGINT");
  setTimeout(() => process.exit(0), 3000).unref();
});
process.stdin.resume();
process.stdin.unref?.();
