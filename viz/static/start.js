"use strict";
/* The page of a single map. */
function addAll(page) {
  for (const add of [addTools, addFilters, addMemory, addPresenting, addArranging, addHash]) add(page);
  return page;
}
