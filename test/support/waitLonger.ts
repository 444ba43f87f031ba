import { configure } from '@testing-library/react';

// One second is too short for a browser that shares two cores with two more of its kind. A passing test does not
// wait longer: the event ends the wait, and only a failing test takes this long.
configure({ asyncUtilTimeout: 10_000 });
