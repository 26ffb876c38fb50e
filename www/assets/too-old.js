// Run only by browsers that do not know modules: the element's own content says what to do.
document.documentElement.className = "old";
