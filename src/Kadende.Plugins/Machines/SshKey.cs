using Renci.SshNet;

namespace Kadende.Plugins.Machines;

/// <summary>The private key that opens machines.</summary>
/// <param name="Where">Where it was written, for whoever has to mend it.</param>
/// <param name="Read">Reads it; more than once where many connections are open at once.</param>
internal sealed record SshKey(string Where, Func<PrivateKeyFile> Read);
