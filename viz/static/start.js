"use strict";
/* The page of a single map. */
function addAll(page) {
  for (const add of [addTools, addFilters, addMemory, addPresenting, addArranging, addNames, addHash]) add(page);
  return page;
}
