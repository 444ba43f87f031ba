import { expect, it, vi } from 'vitest';
import { createProgram } from '../../src/cli/createProgram.js';

const SECRET = 'a-secret-token-of-the-test';

/** What the command line writes about these arguments, which it refuses. */
async function refused(...args: string[]): Promise<string> {
  const program = createProgram('0');
  for (const command of [program, ...program.commands]) command.exitOverride();
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    await expect(program.parseAsync(args, { from: 'user' })).rejects.toThrow();
    return write.mock.calls.map(([text]) => String(text)).join('');
  } finally {
    write.mockRestore();
  }
}

const FROM_ENVIRONMENT = /WAWP_INSTANCE_ID, WAWP_ACCESS_TOKEN .* from the environment/;

it.each([
  ['serve', `--access-token=${SECRET}`],
  ['serve', `--token=${SECRET}`],
  ['enrich', `--wawp-access-token=${SECRET}`],
  ['enrich', `--instance-id=${SECRET}`],
  ['faces', `--secret=a=${SECRET}`],
  ['doctor', `--password=line\n${SECRET}`],
])(
  '%s does not repeat the value of an unknown option, and says where credentials come from: %s',
  async (...args) => {
    const said = await refused(...args);
    const [name] = args[1]?.split('=') ?? [];
    expect(said).toContain(`error: unknown option '${name}'`);
    expect(said).not.toContain(SECRET);
    expect(said).toMatch(FROM_ENVIRONMENT);
  },
);

it('says where credentials come from when the value is the next argument', async () => {
  expect(await refused('serve', '--access-token', SECRET)).toMatch(FROM_ENVIRONMENT);
});

it.each([
  [['serve', '--prot=4000'], "error: unknown option '--prot'\n"],
  [['serve', '--prot', '4000'], "error: unknown option '--prot'\n(Did you mean --port?)\n"],
  [['--prot=4000'], "error: unknown option '--prot'\n"],
])('says nothing about credentials to other unknown options: %j', async (args, sentence) => {
  const said = await refused(...args);
  expect(said.startsWith(sentence)).toBe(true);
  expect(said).not.toMatch(FROM_ENVIRONMENT);
});
