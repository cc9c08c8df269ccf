// Types of system-packages.mjs for the benchmark, which installs its peers the same way.
/** Installs what is missing of the named Debian packages, all known ones without `names`. */
export function installSystemPackages(options: {
  readonly names?: readonly string[];
  readonly say: (line: string) => void;
}): Promise<{ readonly missing: readonly string[]; readonly output: string }>;
