// A configuration profile for iPhone, iPad and Mac that adds a printer by its address (Apple, "AirPrint" payload com.apple.airprint), where none
// is found by itself. A property list; everything in it is escaped.

export interface ProfilePrinter {
  /** Name or address under which the server is reached. Apple's text says "IP address"; a name is taken as well, and outlives a change. */
  readonly host: string;
  readonly port: number;
  /** "/ipp/print" */
  readonly path: string;
}

export interface AirprintProfile {
  /** Shown before it is installed. */
  readonly name: string;
  readonly description: string;
  readonly organization: string;
  /** The same for the same profile: a second one then takes the place of the first. */
  readonly identifier: string;
  readonly uuids: { readonly profile: string; readonly payload: string };
  readonly printers: readonly ProfilePrinter[];
}

/** An XML property list, UTF-8. */
export function airprintProfile(profile: AirprintProfile): string {
  const printers = profile.printers.map(
    ({ host, port, path }) => `        <dict>
          <key>IPAddress</key>
          <string>${escaped(host)}</string>
          <key>ResourcePath</key>
          <string>${escaped(path)}</string>
          <key>Port</key>
          <integer>${port}</integer>
          <key>ForceTLS</key>
          <true/>
        </dict>`,
  );
  const id = escaped(profile.identifier);
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>PayloadType</key>
  <string>Configuration</string>
  <key>PayloadVersion</key>
  <integer>1</integer>
  <key>PayloadIdentifier</key>
  <string>${id}</string>
  <key>PayloadUUID</key>
  <string>${escaped(profile.uuids.profile)}</string>
  <key>PayloadDisplayName</key>
  <string>${escaped(profile.name)}</string>
  <key>PayloadDescription</key>
  <string>${escaped(profile.description)}</string>
  <key>PayloadOrganization</key>
  <string>${escaped(profile.organization)}</string>
  <key>PayloadContent</key>
  <array>
    <dict>
      <key>PayloadType</key>
      <string>com.apple.airprint</string>
      <key>PayloadVersion</key>
      <integer>1</integer>
      <key>PayloadIdentifier</key>
      <string>${id}.airprint</string>
      <key>PayloadUUID</key>
      <string>${escaped(profile.uuids.payload)}</string>
      <key>PayloadDisplayName</key>
      <string>${escaped(profile.name)}</string>
      <key>AirPrint</key>
      <array>
${printers.join('\n')}
      </array>
    </dict>
  </array>
</dict>
</plist>
`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What XML 1.0 cannot hold at all is left out (section 2.2). */
const escaped = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      '',
    )
    .replace(/[&<>"]/g, (found) => ENTITIES[found] ?? '');
