namespace Kadende.Sdk;

/// <summary>The labels that Kadende puts on every machine. Users cannot set labels with the prefix <c>kadende.</c>.</summary>
public static class LabelNames
{
    public const string Prefix = "kadende.";

    /// <summary>What flavours mark machines with begins with it.</summary>
    public const string FlavourPrefix = "kadende.flavour.";

    /// <summary>Which installation of Kadende owns the machine.</summary>
    public const string Installation = "kadende.installation";

    /// <summary>The cluster's id.</summary>
    public const string Cluster = "kadende.cluster";

    /// <summary>The group's path.</summary>
    public const string Group = "kadende.group";

    /// <summary>The node's id, which is the first part of the <see cref="Providers.CreateRequest.Token"/>.</summary>
    public const string Node = "kadende.node";

    /// <summary>The configuration hash that the machine was made from.</summary>
    public const string Configuration = "kadende.configuration";
}
