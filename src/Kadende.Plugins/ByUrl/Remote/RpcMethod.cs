namespace Kadende.Plugins.ByUrl.Remote;

/// <summary>A method of a plugin.</summary>
/// <param name="Name">Such as <c>Instance.Provision</c>.</param>
/// <param name="Limit">How long its answer is waited for.</param>
/// <param name="Acts">
/// It makes, changes or removes something, which takes as long as it takes: no answer in time says nothing about the plugin.
/// </param>
internal sealed record RpcMethod(string Name, TimeSpan Limit, bool Acts = false);
