// Runs before the first paint; src/preferences/ takes over from it, and writes what is read here.
(() => {
  const root = document.documentElement;
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem('agent-dashboard') ?? '{}') ?? {};
  } catch {
    // Storage is blocked, or holds something else: the system's preferences it is.
  }
  if (kept.theme === 'light' || kept.theme === 'dark') root.dataset.theme = kept.theme;
  if (kept.language === 'ar') {
    root.lang = 'ar';
    root.dir = 'rtl';
  }
})();
