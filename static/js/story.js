// What runs on a story's page. Served as one file.
import "./reply.js";
import "./remember.js";
import "./timing.js";
import "./count.js";
