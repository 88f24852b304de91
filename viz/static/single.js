"use strict";
addAll(startMap(readBook(document.getElementById("book").textContent), readView(document.getElementById("view").textContent)));
