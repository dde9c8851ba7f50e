namespace Kadende.TestKit.KeyVault;

/// <summary>A secret as <see cref="KeyVaultServer"/> keeps it.</summary>
/// <param name="Name">As it was written first: the vault finds it however it is cased.</param>
/// <param name="Updated">In seconds since 1970.</param>
public sealed record VaultSecret(string Name, string Value, IReadOnlyDictionary<string, string> Tags, long Updated);
