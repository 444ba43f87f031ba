import { configure } from '@testing-library/react';

// One second is too short for a page that shares two cores with other tests. A passing test does not
// wait longer: the event ends the wait, and only a failing test takes this long.
configure({ asyncUtilTimeout: 90_000 });
