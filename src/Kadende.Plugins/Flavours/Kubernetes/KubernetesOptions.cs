using System.ComponentModel.DataAnnotations;

namespace Kadende.Plugins.Flavours.Kubernetes;

/// <summary>
/// How Kadende speaks with Kubernetes APIs. Section <c>Kadende:Plugins:Kubernetes</c>. Specs name an entry; what opens it stays here.
/// </summary>
public sealed class KubernetesOptions : IValidatableObject
{
    /// <summary>By the name that specs use.</summary>
    public IDictionary<string, KubernetesAccess> Clusters { get; init; } =
        new Dictionary<string, KubernetesAccess>(StringComparer.Ordinal);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Clusters
            .Where(one => one.Value.Endpoint is not { Scheme: "https" })
            .Select(one => new ValidationResult(
                $"Kadende:Plugins:Kubernetes:Clusters:{one.Key}:Endpoint must be an address that begins with https://.",
                [nameof(Clusters)]
            ));
}

/// <summary>One Kubernetes API.</summary>
public sealed class KubernetesAccess
{
    /// <summary>Such as <c>https://10.0.0.7:6443</c>.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The file that holds the bearer token; read for every request, so that it may be renewed.</summary>
    public string? TokenFile { get; init; }

    /// <summary>The file with the certificates, as PEM, that the API's own must come from; without it, those of this machine's trust.</summary>
    public string? CaFile { get; init; }
}
