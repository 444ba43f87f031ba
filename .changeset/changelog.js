// How a changeset becomes a line of CHANGELOG.md: its text alone, as the lines that stand there already.
export default {
  /** @param {{ summary: string }} changeset */
  async getReleaseLine({ summary }) {
    return `- ${summary.trim().replaceAll(/\n(?=.)/g, '\n  ')}`;
  },
  // Both packages always have the same version, so a line about the other one says nothing.
  async getDependencyReleaseLine() {
    return '';
  },
};
