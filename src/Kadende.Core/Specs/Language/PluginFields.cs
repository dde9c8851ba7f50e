using Kadende.Core.Specs.Yaml;

namespace Kadende.Core.Specs.Language;

/// <summary>What names a plugin: <c>resourcePlugin</c>, and part of a flavour.</summary>
internal static class PluginFields
{
    private static readonly TextKind AbsoluteUrl = new(
        "an absolute URL of at most 2048 characters without user and password, such as https://example.org/plugin",
        1,
        2048,
        IsAbsoluteUrl,
        "^[A-Za-z][A-Za-z0-9+.-]*://[^\\s]+$"
    );

    private static readonly TextKind Hash = new(
        "a SHA-256 hash, 64 hexadecimal digits",
        64,
        64,
        text => text.All(char.IsAsciiHexDigit),
        "^[0-9A-Fa-f]{64}$"
    );

    public static readonly TypedField<string> Name = Field.Required(
        "name",
        TextKind.Name,
        "none",
        "The plugin's name, such as process."
    );

    public static readonly TypedField<string> Version = Field.WithDefault(
        "version",
        TextKind.Line("a version of at most 63 characters", 63),
        PluginRef.Latest,
        "Which version: latest, an exact version such as 1.2.3, or a range such as ~1.2."
    );

    public static readonly TypedField<string> Url = Field.Optional(
        "url",
        AbsoluteUrl,
        "",
        "Where a plugin of your own is."
    );

    public static readonly TypedField<string> Sha256 = Field.Optional(
        "sha256",
        Hash,
        "",
        "The SHA-256 hash of the code behind url."
    );

    /// <summary>The plugin that fields name; adds the faults that they have only together.</summary>
    public static PluginRef Read(FieldValues fields, FaultList faults)
    {
        if (fields.Has(Sha256) && !fields.Has(Url))
        {
            faults.Add(fields.SpotOf(Sha256), "'sha256' belongs to 'url'; add the url, or remove the hash.");
        }

        return new PluginRef(
            fields.Get(Name),
            fields.Get(Version),
            fields.Find(Url),
            fields.Find(Sha256)?.ToLowerInvariant()
        );
    }

    private static bool IsAbsoluteUrl(string text) =>
        text.Contains("://", StringComparison.Ordinal)
        && !text.Any(char.IsWhiteSpace)
        && Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url.UserInfo.Length == 0;
}
