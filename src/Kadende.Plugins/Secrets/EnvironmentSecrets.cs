namespace Kadende.Plugins.Secrets;

/// <summary>Secrets in environment variables of the host: <c>db-password</c> is <c>KADENDE_SECRET_DB_PASSWORD</c>.</summary>
public sealed class EnvironmentSecrets : ISecretSource
{
    public string HowToAdd(string name) => $"set the environment variable {VariableOf(name)}";

    public Task<string?> FindAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult(Environment.GetEnvironmentVariable(VariableOf(name)));

    private static string VariableOf(string name) =>
        "KADENDE_SECRET_"
        + string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToUpperInvariant(letter) : '_'));
}
