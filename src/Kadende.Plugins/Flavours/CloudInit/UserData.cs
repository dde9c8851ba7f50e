using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Kadende.Plugins.Flavours.CloudInit;

/// <summary>
/// User data in the forms that cloud-init documents: a script, a <c>#cloud-config</c>, or several of them as one multi-part MIME text.
/// </summary>
internal static partial class UserData
{
    private const string Script = "text/x-shellscript";
    private const string Config = "text/cloud-config";

    /// <summary>By what a part begins with; a script when it begins with none of them.</summary>
    private static readonly (string Begin, string Type)[] Kinds =
    [
        ("#cloud-config-archive", "text/cloud-config-archive"),
        ("#cloud-config", Config),
        ("#cloud-boothook", "text/cloud-boothook"),
        ("#include", "text/x-include-url"),
        ("## template: jinja", "text/jinja2"),
        ("#part-handler", "text/part-handler"),
    ];

    /// <summary>The user data with one more part behind; a single part stays as it is.</summary>
    public static string With(string? init, string part)
    {
        if (string.IsNullOrWhiteSpace(init))
        {
            return part;
        }

        return Boundary().Match(init) is { Success: true } multi
            ? Insert(init, multi.Groups["boundary"].Value, part)
            : Join([init, part]);
    }

    /// <summary>The boot script with commands behind: of a shell script its last lines, of all else one more part.</summary>
    public static string WithCommands(string? init, string commands)
    {
        if (string.IsNullOrWhiteSpace(init))
        {
            return $"#!/bin/sh\nset -e\n{commands}";
        }

        return IsShellScript(init)
            ? $"{init.TrimEnd('\n')}\n(\nset -e\n{commands})\n"
            : With(init, $"#!/bin/sh\nset -e\n{commands}");
    }

    private static bool IsShellScript(string init) =>
        !Boundary().IsMatch(init)
        && TypeOf(init) == Script
        && (!init.StartsWith("#!", StringComparison.Ordinal) || ShellLine().IsMatch(init));

    private static string Insert(string multi, string boundary, string part)
    {
        var end = $"--{boundary}--";
        var at = multi.LastIndexOf(end, StringComparison.Ordinal);
        return at < 0 ? multi : $"{multi[..at]}{PartOf(boundary, part)}{end}\n";
    }

    private static string Join(IReadOnlyList<string> parts)
    {
        // The same parts give the same text: a request that is made again asks for the same machine.
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts)));
        var boundary = $"kadende-{Convert.ToHexStringLower(hash)[..24]}";
        return $"Content-Type: multipart/mixed; boundary=\"{boundary}\"\nMIME-Version: 1.0\n\n"
            + string.Concat(parts.Select(part => PartOf(boundary, part)))
            + $"--{boundary}--\n";
    }

    private static string PartOf(string boundary, string text)
    {
        var type = TypeOf(text);
        var body = type == Script && !text.StartsWith("#!", StringComparison.Ordinal) ? $"#!/bin/sh\n{text}" : text;
        var head = new StringBuilder($"--{boundary}\nContent-Type: {type}; charset=\"utf-8\"\nMIME-Version: 1.0\n");
        if (type == Config)
        {
            // Lists of several configurations are put together instead of the last one being the only one.
            head.Append("X-Merge-Type: list(append)+dict(no_replace,recurse_list)+str()\n");
        }

        var isPlain = body.All(char.IsAscii) && !body.Contains($"--{boundary}", StringComparison.Ordinal);
        return isPlain
            ? $"{head}Content-Transfer-Encoding: 7bit\n\n{body.TrimEnd('\n')}\n\n"
            : $"{head}Content-Transfer-Encoding: base64\n\n{Convert.ToBase64String(Encoding.UTF8.GetBytes(body), Base64FormattingOptions.InsertLineBreaks).ReplaceLineEndings("\n")}\n\n";
    }

    private static string TypeOf(string text) =>
        Kinds
            .Where(kind => text.StartsWith(kind.Begin, StringComparison.Ordinal))
            .Select(kind => kind.Type)
            .FirstOrDefault(Script);

    [GeneratedRegex(
        """\AContent-Type: multipart/mixed; boundary="(?<boundary>[^"]+)"\r?\n""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        1000
    )]
    private static partial Regex Boundary();

    [GeneratedRegex(
        @"\A#!\s*(/usr)?/bin/(env )?(ba|da|k|z)?sh\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex ShellLine();
}
