namespace Kadende.Plugins.Catalog;

/// <summary>What a plugin does.</summary>
public enum PluginKind
{
    /// <summary>Makes, lists and removes machines.</summary>
    Provider,

    /// <summary>Configures machines.</summary>
    Flavour,

    /// <summary>Judges machines.</summary>
    HealthCheck,
}
