import { configure } from '@testing-library/react';

// One second is too short for a browser that shares two cores with two more of its kind. Nobody waits longer for it: it is
// the event that ends the wait, and only what fails takes this long to do so.
configure({ asyncUtilTimeout: 10_000 });
