namespace Kadende.TestKit.Moto;

/// <summary>An answer on its way to the caller.</summary>
internal sealed record Ec2Reply(int Status, string Body);
