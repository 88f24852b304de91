"use strict";
(() => {
  const told = (id) => document.getElementById(id).textContent, book = readBook(told("book"));
  addAll(startMap(book, readView(told("view"), book)));
})();
