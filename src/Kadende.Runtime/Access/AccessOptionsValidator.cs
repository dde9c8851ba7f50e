using Kadende.Core.Specs;
using Microsoft.Extensions.Options;

namespace Kadende.Runtime.Access;

/// <summary>Says everything that is wrong with the access settings, without ever repeating a token.</summary>
internal sealed class AccessOptionsValidator : IValidateOptions<AccessOptions>
{
    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        var faults = AdminFaults(options)
            .Concat(options.Users.SelectMany(UserFaults))
            .Concat(NameFaults(options))
            .Concat(OidcFaults(options.Oidc))
            .ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> AdminFaults(AccessOptions options)
    {
        // An empty setting is how a deployment says "none".
        if (!string.IsNullOrEmpty(options.AdminToken) && !ApiToken.IsPossible(options.AdminToken))
        {
            yield return $"{AccessOptions.Section}:AdminToken must have {ApiToken.MinLength} to {ApiToken.MaxLength} characters.";
        }
    }

    private static IEnumerable<string> UserFaults(AccessOptions.User user, int index)
    {
        var place = $"{AccessOptions.Section}:Users:{index}";
        if (string.IsNullOrWhiteSpace(user.Name))
        {
            yield return $"{place}:Name is missing.";
        }

        if (!SpecNames.IsName(user.Team))
        {
            yield return $"{place}:Team '{user.Team}' is no name: {SpecNames.Rule}.";
        }

        if (!Enum.IsDefined(user.Role))
        {
            yield return $"{place}:Role is not one of Viewer, Operator, Editor, Admin.";
        }

        if (!ApiToken.IsHash(user.TokenSha256))
        {
            yield return $"{place}:TokenSha256 must be the SHA-256 of the user's token, 64 hexadecimal digits.";
        }
    }

    private static IEnumerable<string> OidcFaults(OidcOptions oidc)
    {
        const string Section = $"{AccessOptions.Section}:Oidc";
        if (!oidc.IsOn)
        {
            return [];
        }

        // Over plain http anyone between could hand out keys of their own.
        var isIssuer =
            Uri.TryCreate(oidc.Authority, UriKind.Absolute, out var issuer)
            && (issuer.Scheme == Uri.UriSchemeHttps || (issuer.Scheme == Uri.UriSchemeHttp && issuer.IsLoopback));
        IEnumerable<string?> faults =
        [
            isIssuer ? null : $"{Section}:Authority '{oidc.Authority}' is no https URL of an issuer.",
            oidc.Audiences.Any(audience => audience.Length > 0)
                ? null
                : $"{Section}:Audiences is missing: say for whom tokens must be made, or those for any other program would do.",
            .. oidc.Mappings.SelectMany((mapping, index) => MappingFaults(mapping, $"{Section}:Mappings:{index}")),
        ];
        return faults.OfType<string>();
    }

    private static IEnumerable<string> MappingFaults(OidcOptions.Mapping mapping, string place)
    {
        if (string.IsNullOrEmpty(mapping.Claim) || string.IsNullOrEmpty(mapping.Value))
        {
            yield return $"{place} needs Claim and Value.";
        }

        if (mapping.Administrator == !string.IsNullOrEmpty(mapping.Team))
        {
            yield return $"{place} needs either Team, with Role, or Administrator.";
        }
        else if (!mapping.Administrator && !SpecNames.IsName(mapping.Team))
        {
            yield return $"{place}:Team '{mapping.Team}' is no name: {SpecNames.Rule}.";
        }
    }

    private static IEnumerable<string> NameFaults(AccessOptions options) =>
        options
            .Users.Where(user => ApiToken.IsHash(user.TokenSha256))
            .GroupBy(user => user.TokenSha256, StringComparer.OrdinalIgnoreCase)
            .Where(same => same.Select(user => user.Name).Distinct(StringComparer.Ordinal).Count() > 1)
            .Select(same =>
                $"{AccessOptions.Section}:Users: {string.Join(" and ", same.Select(user => $"'{user.Name}'").Distinct(StringComparer.Ordinal))} "
                + "have the same TokenSha256; give each user a token."
            );
}
