"use strict";
/* The page of a single map. */
addTools(startMap(readBook(document.getElementById("book").textContent), readView(document.getElementById("view").textContent)));
