namespace Kadende.TestPlugins;

/// <summary>Wants something that the host does not give.</summary>
public sealed class NeedyProvider(string name) : BareProvider(name);
