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
