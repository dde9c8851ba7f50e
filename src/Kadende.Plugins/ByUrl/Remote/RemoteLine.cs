namespace Kadende.Plugins.ByUrl.Remote;

/// <summary>What it takes to speak with a remote plugin.</summary>
/// <param name="Acts">The calls of all remote plugins that may go on when nobody waits for them.</param>
internal sealed record RemoteLine(RpcClient Client, RunningActs Acts, PluginUrlOptions Options, TimeProvider Time);
