// Runs before Streamlit's own code: tells it where the server is, so that it does not probe the addresses below a page.
window.prerenderReady = false;
window.__streamlit = {
  BACKEND_BASE_URL: window.location.origin + "/",
  MAIN_PAGE_BASE_URL: window.location.origin + "/",
};

// Our policy forbids compiling WebAssembly. Streamlit's protobuf does without it, but would try, and be reported, first.
delete window.WebAssembly;
